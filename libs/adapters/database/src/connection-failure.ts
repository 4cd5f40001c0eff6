import { AppError } from '@director/errors'

const EXPLANATIONS: Readonly<Record<string, { code: string; message: string; remedy: string }>> = {
  ECONNREFUSED: {
    code: 'database.unreachable',
    message: 'nothing answers there',
    remedy: 'Start PostgreSQL or correct DATABASE_URL',
  },
  ENOTFOUND: {
    code: 'database.unreachable',
    message: 'the host name is not known',
    remedy: 'Correct the host in DATABASE_URL',
  },
  ETIMEDOUT: {
    code: 'database.unreachable',
    message: 'no answer in time',
    remedy: 'Check network and firewall',
  },
  '28P01': {
    code: 'database.refused-login',
    message: 'user or password were refused',
    remedy: 'Correct user and password in DATABASE_URL',
  },
  '28000': {
    code: 'database.refused-login',
    message: 'this user may not connect',
    remedy: 'Correct the user in DATABASE_URL or pg_hba.conf of the server',
  },
  '3D000': {
    code: 'database.missing',
    message: 'the database does not exist',
    remedy: 'Create it (CREATE DATABASE) or correct the name in DATABASE_URL',
  },
  '53300': {
    code: 'database.full',
    message: 'the server has no connection left',
    remedy: 'Raise max_connections of the server or run fewer processes',
  },
}

/** Says in one line why PostgreSQL could not be reached; the address is shown without its password. */
export function explainConnectionFailure(error: unknown, url: string): AppError {
  const code = String(Object(error).code ?? '')
  const known = EXPLANATIONS[code]
  const reason = known?.message ?? (error instanceof Error ? error.message : String(error))
  return new AppError(known?.code ?? 'database.unreachable', `PostgreSQL at ${addressOf(url)}: ${reason}`, {
    remedy: known?.remedy ?? 'Check DATABASE_URL and the server',
    cause: error,
  })
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL'
  const { username, host, pathname } = new URL(url)
  return `${username === '' ? '' : `${username}@`}${host}${pathname}`
}
