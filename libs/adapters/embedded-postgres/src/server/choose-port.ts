import { createServer } from 'node:net'
import { AppError } from '@director/errors'

/**
 * Chooses the port of a server about to start.
 *
 * @param asked the operator's port; undefined or 0: any
 * @param previous port of the latest start, taken again when it is free, so that processes which lost the
 *   server find it again
 * @throws AppError `postgres.port-in-use`, `postgres.port-refused`
 */
export async function choosePort(asked: number | undefined, previous: number | undefined): Promise<number> {
  if (asked === undefined || asked === 0) {
    if (previous !== undefined && (await tryPort(previous)).kind === 'free') return previous
    const any = await tryPort(0)
    if (any.kind === 'free') return any.port
    throw portRefused(0, any.cause)
  }
  const trial = await tryPort(asked)
  if (trial.kind === 'free') return trial.port
  throw trial.kind === 'in-use' ? portInUse(asked, trial.cause) : portRefused(asked, trial.cause)
}

/** The operator's port belongs to another program. */
export function portInUse(port: number, cause?: unknown): AppError {
  return new AppError('postgres.port-in-use', `port ${port} for the embedded PostgreSQL is in use`, {
    expected: `port ${port} on 127.0.0.1 to be free`,
    received: 'another program that listens there',
    remedy:
      'Stop that program, set DIRECTOR_POSTGRES_PORT to another port, or leave it out to let a free one be chosen',
    details: { port },
    ...(cause === undefined ? {} : { cause }),
  })
}

type Trial =
  | { readonly kind: 'free'; readonly port: number }
  | { readonly kind: 'in-use' | 'refused'; readonly cause: Error }

async function tryPort(port: number): Promise<Trial> {
  return new Promise((decide) => {
    const server = createServer()
    server.once('error', (cause: NodeJS.ErrnoException) =>
      decide({ kind: cause.code === 'EADDRINUSE' ? 'in-use' : 'refused', cause }),
    )
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      const taken = address !== null && typeof address === 'object' ? address.port : port
      server.close(() => decide({ kind: 'free', port: taken }))
    })
  })
}

function portRefused(port: number, cause: Error): AppError {
  return new AppError('postgres.port-refused', `the system refuses port ${port} on 127.0.0.1`, {
    expected: 'a port from 1024 to 65535',
    received: cause.message,
    remedy: 'Set DIRECTOR_POSTGRES_PORT to another port, or leave it out to let a free one be chosen',
    details: { port },
    cause,
  })
}
