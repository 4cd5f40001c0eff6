import { fork, type ChildProcess } from 'node:child_process'
import { on } from 'node:events'
import { fileURLToPath } from 'node:url'
import { AppError } from '@director/errors'
import { QueryAnswer, type QueryOrder } from './query-messages.js'

const PROGRAM = fileURLToPath(new URL('./query-program.mjs', import.meta.url))

/** A query that runs in a process of its own; gives answers one after the other. */
export class QueryProcess {
  private readonly answers: AsyncIterator<unknown[]>
  private readonly onAbort = () => this.end()
  private isTooLate = false

  constructor(
    private readonly order: QueryOrder,
    private readonly signal: AbortSignal,
    private readonly timeoutSeconds: number,
    private readonly child: ChildProcess = startChild(),
  ) {
    this.answers = on(child, 'message', { close: ['disconnect'] })
    signal.addEventListener('abort', this.onAbort, { once: true })
    child.send(order, () => undefined)
  }

  /** Asks for the next page; the answer comes with {@link answer}. */
  ask(): void {
    if (this.child.connected) this.child.send('next', () => undefined)
  }

  /**
   * The next answer, waited for until the time is up.
   *
   * @throws AppError `source.timed-out`, `source.interrupted`; the signal's reason
   */
  async answer(): Promise<QueryAnswer> {
    const late = setTimeout(() => {
      this.isTooLate = true
      this.end()
    }, this.timeoutSeconds * 1_000)
    try {
      const { value, done } = await this.answers.next()
      this.signal.throwIfAborted()
      if (done !== true) return QueryAnswer.parse(value[0])
    } finally {
      clearTimeout(late)
    }
    throw this.isTooLate ? timedOut(this.order.path, this.timeoutSeconds) : interrupted(this.order.path)
  }

  /** Ends the process, whatever it does; safe to call twice. */
  end(): void {
    this.signal.removeEventListener('abort', this.onAbort)
    this.child.kill('SIGKILL')
    if (this.child.connected) this.child.disconnect()
  }
}

/** SQLite needs nothing from the environment, so what is secret there stays here. */
function startChild(): ChildProcess {
  return fork(PROGRAM, [], {
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

function timedOut(path: string, timeoutSeconds: number): AppError {
  return new AppError(
    'source.timed-out',
    `SQLite ${path}: no row within ${timeoutSeconds} s; the query was stopped`,
    {
      remedy: 'Make the query faster or raise its timeout in the settings of the import source',
    },
  )
}

function interrupted(path: string): AppError {
  return new AppError('source.interrupted', `SQLite ${path}: the process of the query ended`, {
    expected: 'all rows',
    remedy: 'Run the import again; look whether the machine has enough memory',
  })
}
