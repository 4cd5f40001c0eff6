import { AppError } from '@director/errors'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { SourceFiles } from '../files/source-files.js'
import { AccessToken } from './http/access-token.js'
import { addSecrets, Credentials } from './http/credentials.js'
import { startDeadline } from './http/deadline.js'
import { Redaction } from './failures/redaction.js'
import { RestClient } from './http/rest-client.js'
import { openTransport, type Transport } from './connection/transport.js'
import { readPages } from './pages/read-pages.js'
import { RestApiSettings } from './rest-api.settings.js'

type Context = ImportSourceContext<RestApiSettings>

const SAMPLE_ROWS = 100

/**
 * Rows of a REST API that answers with JSON, page by page, read while they arrive.
 *
 * @see Director's REST API import: a list gives rows; of an object the values do, its names are lost
 */
@ImportSource({
  type: 'director.rest-api',
  title: 'REST API',
  description: 'Objects of a JSON API over HTTP, in one answer or many pages',
  settings: RestApiSettings,
})
export class RestApiSource {
  constructor(private readonly files: SourceFiles) {}

  /** Columns of the first rows of the first page. */
  async columns(context: Context): Promise<readonly string[]> {
    const columns = new Set<string>()
    let rows = 0
    for await (const batch of this.batches(context, true)) {
      for (const row of batch) for (const column of Object.keys(row)) columns.add(column)
      rows += batch.length
      if (rows >= SAMPLE_ROWS) break
    }
    return [...columns]
  }

  async *rows(context: Context): AsyncGenerator<Row> {
    for await (const batch of this.batches(context, false)) yield* batch
  }

  private async *batches(context: Context, isSample: boolean): AsyncGenerator<readonly Row[]> {
    const { settings, log } = context
    context.signal.throwIfAborted()
    const deadline = startDeadline(context.signal, settings.timeoutSeconds * 1000)
    let transport: Transport | undefined
    let rowsRead = 0
    try {
      transport = await openTransport(settings, this.files.baseDirectory)
      const client = openClient(context, transport, deadline.signal)
      for await (const batch of readPages({ settings, client, log, isSample })) {
        rowsRead += batch.length
        yield batch
      }
    } catch (error) {
      context.signal.throwIfAborted()
      throw deadline.isOver ? timedOut(settings, rowsRead) : error
    } finally {
      deadline.end()
      await transport?.close()
    }
  }
}

function openClient({ settings, log }: Context, transport: Transport, signal: AbortSignal): RestClient {
  const redaction = new Redaction()
  addSecrets(redaction, settings)
  const { authentication } = settings
  const way = { transport, redaction, proxy: settings.proxy?.address, signal }
  const accessToken =
    authentication.kind === 'oauth2-client-credentials' ? new AccessToken(authentication, way) : undefined
  return new RestClient(settings, new Credentials(settings, accessToken), way, log)
}

function timedOut({ url, timeoutSeconds }: RestApiSettings, rowsRead: number): AppError {
  const { origin, pathname } = new URL(url)
  return new AppError('source.timed-out', `${origin}${pathname}: not complete after ${timeoutSeconds} s`, {
    expected: 'all rows in that time',
    received: `${rowsRead} rows`,
    remedy: 'Look why that server is slow, or raise timeoutSeconds in the settings of the import source',
    details: { rowsRead },
  })
}
