import { promises as dns } from 'node:dns'

/** Record types that can be asked for. */
export type DnsRecordType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'TXT'

const QUERY_TIMEOUT_MS = 2_000
const TRIES = 2

/** What a name server says when it was asked and there is nothing: an answer, not a failure. */
const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN', 'EAI_NONAME'])

/** Asks the name servers of this machine; every question once, because an import asks the same ones for many rows. */
export class DnsAnswers {
  private readonly resolver = new dns.Resolver({ timeout: QUERY_TIMEOUT_MS, tries: TRIES })
  private readonly answers = new Map<string, Promise<readonly string[] | undefined>>()

  /** The first IPv4 address of a host name, as this machine resolves names; undefined when there is none. */
  async addressOf(hostName: string): Promise<string | undefined> {
    const found = await this.once(`address ${hostName}`, async () => {
      const { address } = await inTime(dns.lookup(hostName, { family: 4 }))
      return [address]
    })
    return found?.[0]
  }

  /** The host name of an IP address; undefined when there is none. */
  async hostNameOf(address: string): Promise<string | undefined> {
    return (await this.once(`name ${address}`, () => this.resolver.reverse(address)))?.[0]
  }

  /** Addresses, targets or texts of the records of a name; undefined when the question could not be answered. */
  async records(name: string, type: DnsRecordType): Promise<readonly string[] | undefined> {
    return this.once(`${type} ${name}`, () => this.resolve(name, type))
  }

  private async resolve(name: string, type: DnsRecordType): Promise<readonly string[]> {
    switch (type) {
      case 'A':
        return this.resolver.resolve4(name)
      case 'AAAA':
        return this.resolver.resolve6(name)
      case 'CNAME':
        return this.resolver.resolveCname(name)
      case 'NS':
        return this.resolver.resolveNs(name)
      case 'PTR':
        return this.resolver.resolvePtr(name)
      case 'MX':
        return (await this.resolver.resolveMx(name)).map((record) => record.exchange)
      case 'TXT':
        return (await this.resolver.resolveTxt(name)).map((parts) => parts.join(''))
    }
  }

  private once(
    question: string,
    ask: () => Promise<readonly string[]>,
  ): Promise<readonly string[] | undefined> {
    const known = this.answers.get(question)
    if (known !== undefined) return known
    const answer = ask().catch((error: unknown) => (NOTHING_THERE.has(Object(error).code) ? [] : undefined))
    this.answers.set(question, answer)
    return answer
  }
}

// The system's own look-up knows no time limit.
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), QUERY_TIMEOUT_MS * TRIES)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
