import { AppError } from '@director/errors'
import { createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq'
import { Redis } from 'ioredis'

/** Where messages travel: Redis, or the PostgreSQL that holds the data anyway. */
export type QueueConnection =
  { readonly kind: 'redis'; readonly url: string } | { readonly kind: 'postgresql'; readonly url: string }

const CONNECT_TIMEOUT_MS = 5_000

/**
 * Checks that the queue's server can be used, before anything depends on it.
 *
 * @throws AppError `queue.unreachable`, `queue.refused-login`, `queue.too-old`, `queue.evicts`
 */
export async function checkQueueConnection(connection: QueueConnection): Promise<void> {
  if (connection.kind === 'postgresql') return
  const redis = new Redis(connection.url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  })
  // ioredis reports the cause here and rejects connect() with a bare "Connection is closed".
  let cause: Error | undefined
  redis.on('error', (error: Error) => (cause = error))
  try {
    await redis.connect()
    refuseUnusableServer(await redis.info('server'), await redis.info('memory'), addressOf(connection.url))
  } catch (error) {
    throw error instanceof AppError ? error : explainRedisFailure(cause ?? error, addressOf(connection.url))
  } finally {
    redis.disconnect()
  }
}

/** Selects BullMQ's backend for this process and yields the options its classes take. */
export function bullConnection(connection: QueueConnection): ConnectionOptions {
  if (connection.kind === 'redis') {
    setDefaultBackendFactory()
    return { url: connection.url, maxRetriesPerRequest: null }
  }
  setDefaultBackendFactory(createPostgresBackend)
  // BullMQ types its option for Redis only; with this backend it is a pool configuration.
  return { connectionString: connection.url, max: 4, skipMigrations: true } as unknown as ConnectionOptions
}

/**
 * Options of those who send. While Redis is away they are refused at once: a sender that waits would keep the scheduler
 * from planning, and the sweeper sends again anyway.
 */
export function sendingConnection(connection: QueueConnection): ConnectionOptions {
  if (connection.kind === 'postgresql') return bullConnection(connection)
  return { url: connection.url, maxRetriesPerRequest: null, enableOfflineQueue: false }
}

function refuseUnusableServer(server: string, memory: string, address: string): void {
  const version = /redis_version:(\d+)\./.exec(server)?.[1] ?? '0'
  const isValkey = server.includes('valkey_version')
  if (!isValkey && Number(version) < 7) {
    throw new AppError('queue.too-old', `Redis at ${address} is too old`, {
      expected: 'Redis 7 or newer, or Valkey',
      received: /redis_version:(\S+)/.exec(server)?.[1] ?? 'an unknown version',
      remedy: 'Upgrade the server, or leave REDIS_URL empty to use PostgreSQL as the queue',
    })
  }
  const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1]
  const limited = !/maxmemory:0\s/.test(memory)
  if (limited && policy !== undefined && policy !== 'noeviction') {
    throw new AppError('queue.evicts', `Redis at ${address} may throw messages away when memory is short`, {
      expected: 'maxmemory-policy noeviction',
      received: policy,
      remedy: 'Set maxmemory-policy noeviction on the server',
    })
  }
}

function explainRedisFailure(error: unknown, address: string): AppError {
  const message = error instanceof Error ? error.message : String(error)
  const refused = /WRONGPASS|NOAUTH|invalid password|AUTH/.test(message)
  const reason = Object(error).code === 'ECONNREFUSED' ? 'nothing answers there' : message
  return new AppError(
    refused ? 'queue.refused-login' : 'queue.unreachable',
    `Redis at ${address}: ${refused ? 'user or password were refused' : reason}`,
    {
      remedy: refused
        ? 'Correct user and password in REDIS_URL'
        : 'Start Redis or correct REDIS_URL; without REDIS_URL the queue lives in PostgreSQL',
      cause: error,
    },
  )
}

function addressOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'REDIS_URL'
}
