import { pipeline, type Readable } from 'node:stream'
import { AppError } from '@director/errors'
import { pick } from 'stream-json/filters/pick.js'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import { z } from 'zod'

/** An object of the running Icinga with the attributes that were asked for. */
export const RunningObject = z.object({ name: z.string(), attrs: z.record(z.string(), z.json()) })
export type RunningObject = z.infer<typeof RunningObject>

/**
 * The objects of an answer, each assembled when its turn comes.
 *
 * @param place address for messages
 * @throws AppError `icinga.incomplete-answer`; the signal's reason
 */
export async function* runningObjects(
  reply: Readable,
  place: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunningObject> {
  const elements = streamArray.asStream()
  pipeline(reply, pick.withParserAsStream({ filter: 'results' }), elements, () => undefined)
  let count = 0
  try {
    for await (const { value } of elements as AsyncIterable<{ readonly value: unknown }>) {
      yield RunningObject.parse(value)
      count += 1
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw new AppError(
      'icinga.incomplete-answer',
      `Icinga at ${place}: the answer broke off after ${count} objects`,
      {
        expected: 'all objects',
        received: error instanceof Error ? error.message : String(error),
        remedy: 'Try again; Icinga may have been reloading',
        cause: error,
      },
    )
  }
}
