import { text } from 'node:stream/consumers'
import { AppError } from '@director/errors'
import { z } from 'zod'
import { addressOf, type IcingaEndpoint } from './endpoint.js'
import { openReply, sendRequest, type IcingaReply, type IcingaRequest } from './http/send-request.js'
import { USUAL_PATIENCE, whileBusy, type BusyPolicy } from './http/while-busy.js'
import { explainRefusal } from './refusals.js'
import { runningObjects, type RunningObject } from './running-objects.js'
import {
  ApiIdentity,
  CreatedStage,
  IcingaPackage,
  IcingaProcess,
  NamedObject,
  resultsOf,
  StageEntry,
} from './replies.js'

const READ_TIMEOUT_MS = 15_000
// Icinga reads the whole body and writes every file before it answers.
const UPLOAD_TIMEOUT_MS = 120_000

// Icinga 2 before 2.15 collects all objects before it begins to answer.
const SILENCE_TIMEOUT_MS = 120_000

/** What a client may be told beside the endpoint. */
export interface IcingaApiOptions {
  /** Ends everything that waits. */
  readonly signal?: AbortSignal
  readonly busy?: BusyPolicy
}

/**
 * Icinga 2's REST API, as far as deployments need it. A busy Icinga (423, 503) is asked again with growing pauses.
 *
 * Every method throws AppError `icinga.unreachable`, `icinga.certificate-not-trusted`, `icinga.refused-login`,
 * `icinga.forbidden`, `icinga.busy`, `icinga.not-found`, `icinga.refused-request` or `icinga.unexpected-answer`.
 *
 * @see Icinga 2 manual, "Icinga 2 API: Config Management"
 */
export class IcingaApi {
  constructor(
    private readonly endpoint: IcingaEndpoint,
    private readonly options: IcingaApiOptions = {},
  ) {}

  /** Cheapest call there is: tells whether address, certificate, user and password are right. */
  async identity(): Promise<ApiIdentity> {
    return this.first(ApiIdentity, await this.json('GET', '/v1'))
  }

  /** Needs the permission `status/query`. */
  async process(): Promise<IcingaProcess> {
    return this.first(IcingaProcess, await this.json('GET', '/v1/status/IcingaApplication'))
  }

  /** Names of all zones. Needs the permission `objects/query/Zone`. */
  async zoneNames(): Promise<readonly string[]> {
    return (await this.list(NamedObject, '/v1/objects/zones?attrs=name')).map((zone) => zone.name)
  }

  /**
   * Objects of the running Icinga, one after the other as they arrive. Needs the permission `objects/query/<Type>`.
   *
   * @param type in the plural, as in the path of the API: `hosts`, `checkcommands`
   * @param attributes the names of those that are wanted
   * @throws also AppError `icinga.incomplete-answer` when the answer ends too early
   * @see Icinga 2 manual, "Icinga 2 API: Querying Objects"
   */
  async *objects(type: string, attributes: readonly string[]): AsyncGenerator<RunningObject> {
    const { signal } = this.options
    const query = new URLSearchParams(attributes.map((attribute): [string, string] => ['attrs', attribute]))
    const request: IcingaRequest = {
      method: 'GET',
      path: `${path`/v1/objects/${type}`}?${query.toString()}`,
      accept: 'application/json',
      timeoutMs: SILENCE_TIMEOUT_MS,
      ...(signal === undefined ? {} : { signal }),
    }
    const reply = await openReply(this.endpoint, request)
    if (reply.statusCode !== 200) {
      const body = (await text(reply)).slice(0, 10_000)
      throw explainRefusal({ status: reply.statusCode ?? 0, body }, request, this.endpoint)
    }
    yield* runningObjects(reply, addressOf(this.endpoint), signal)
  }

  async packages(): Promise<readonly IcingaPackage[]> {
    return this.list(IcingaPackage, '/v1/config/packages')
  }

  async createPackage(name: string): Promise<void> {
    await this.json('POST', path`/v1/config/packages/${name}`)
  }

  /**
   * Uploads a configuration; Icinga then validates it, and activates and reloads when it is valid.
   *
   * @param files path below the stage (`zones.d/…` or `conf.d/…`) → content
   * @returns name of the stage
   */
  async uploadStage(packageName: string, files: Readonly<Record<string, string>>): Promise<string> {
    const reply = await this.json('POST', path`/v1/config/stages/${packageName}`, { files })
    return this.first(CreatedStage, reply).stage
  }

  async stageFiles(packageName: string, stage: string): Promise<readonly StageEntry[]> {
    return this.list(StageEntry, path`/v1/config/stages/${packageName}/${stage}`)
  }

  /** A file of a stage as it is; `startup.log` and `status` are Icinga's own. */
  async readFile(packageName: string, stage: string, file: string): Promise<string> {
    const url =
      path`/v1/config/files/${packageName}/${stage}/` + file.split('/').map(encodeURIComponent).join('/')
    return (
      await this.send({
        method: 'GET',
        path: url,
        accept: 'application/octet-stream',
        timeoutMs: READ_TIMEOUT_MS,
      })
    ).body
  }

  /** Icinga refuses to delete the active stage. */
  async deleteStage(packageName: string, stage: string): Promise<void> {
    await this.json('DELETE', path`/v1/config/stages/${packageName}/${stage}`)
  }

  private json(method: IcingaRequest['method'], url: string, body?: unknown): Promise<IcingaReply> {
    const timeoutMs = body === undefined ? READ_TIMEOUT_MS : UPLOAD_TIMEOUT_MS
    return this.send({
      method,
      path: url,
      accept: 'application/json',
      timeoutMs,
      ...(body === undefined ? {} : { body }),
    })
  }

  private async list<Result extends z.ZodType>(result: Result, url: string): Promise<z.infer<Result>[]> {
    return this.parse(resultsOf(result), await this.json('GET', url)).results
  }

  private first<Result extends z.ZodType>(result: Result, reply: IcingaReply): z.infer<Result> {
    const [first] = this.parse(resultsOf(result), reply).results
    return first ?? this.parse(result, { ...reply, body: 'null' })
  }

  private async send(request: IcingaRequest): Promise<IcingaReply> {
    const { signal, busy = USUAL_PATIENCE } = this.options
    const sent = signal === undefined ? request : { ...request, signal }
    const reply = await whileBusy(() => sendRequest(this.endpoint, sent), busy, signal)
    if (reply.status !== 200) throw explainRefusal(reply, request, this.endpoint)
    return reply
  }

  private parse<Schema extends z.ZodType>(schema: Schema, reply: IcingaReply): z.infer<Schema> {
    try {
      return schema.parse(JSON.parse(reply.body))
    } catch (error) {
      throw new AppError(
        'icinga.unexpected-answer',
        `Icinga at ${addressOf(this.endpoint)} gave an answer that cannot be read`,
        {
          received: reply.body.slice(0, 200),
          remedy: 'Check that DIRECTOR_ICINGA_URL leads to the API of Icinga 2 (usually port 5665)',
          cause: error,
        },
      )
    }
  }
}

/** A path with every value encoded as one segment. */
function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent))
}
