import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A certificate with its key, as PEM text. */
export interface TestCertificate {
  readonly cert: string
  readonly key: string
}

/** An authority made for one test, which can sign certificates. */
export interface TestAuthority extends TestCertificate {
  /** @param names as OpenSSL writes alternative names: `IP:127.0.0.1,DNS:localhost` */
  sign(name: string, names: string): Promise<TestCertificate>
}

/** Makes an authority with the OpenSSL of this machine; its files lie in a directory of the test. */
export async function createAuthority(directory: string): Promise<TestAuthority> {
  const authority = await openssl(directory, 'authority', ['-addext', 'keyUsage=critical,keyCertSign'])
  const signer = ['-CA', join(directory, 'authority.pem'), '-CAkey', join(directory, 'authority.key')]
  return {
    ...authority,
    sign: (name, names) => openssl(directory, name, [...signer, '-addext', `subjectAltName=${names}`]),
  }
}

async function openssl(
  directory: string,
  name: string,
  options: readonly string[],
): Promise<TestCertificate> {
  const [cert, key] = [join(directory, `${name}.pem`), join(directory, `${name}.key`)]
  const usual = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  await promisify(execFile)('openssl', [
    'req',
    ...usual,
    '-subj',
    `/CN=${name}`,
    ...options,
    '-out',
    cert,
    '-keyout',
    key,
  ])
  return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
}

/**
 * Starts a server that ends the handshake with an alert when no client certificate comes; Node's own only hangs up.
 *
 * @param name of a certificate signed in that directory
 */
export async function startStrictTlsServer(
  directory: string,
  name: string,
  version: '-tls1_2' | '-tls1_3',
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const files = ['-cert', `${name}.pem`, '-key', `${name}.key`, '-CAfile', 'authority.pem']
  const options = ['-accept', '127.0.0.1:0', '-Verify', '1', '-verify_return_error', '-www', version]
  const server = spawn('openssl', ['s_server', ...files, ...options], { cwd: directory })
  let output = ''
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    output += String(chunk)
    if (/ACCEPT \S+\n/.test(output)) break
  }
  server.stdout.resume()
  server.stderr.resume()
  return {
    origin: `https://${/ACCEPT (\S+)/.exec(output)?.[1]}`,
    close: async () => {
      server.kill()
      await once(server, 'exit')
    },
  }
}
