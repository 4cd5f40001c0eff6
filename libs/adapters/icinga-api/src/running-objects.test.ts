import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { runningObjects } from './running-objects.js'

const ANSWER =
  '{"results":[{"attrs":{"vars":{"a":[1]}},"joins":{},"meta":{},"name":"web1","type":"Host"},{"attrs":{},"name":"web2"}]}'

async function namesOf(chunks: Iterable<string | Error>): Promise<readonly string[]> {
  const reply = Readable.from(
    (async function* () {
      for (const chunk of chunks) {
        if (chunk instanceof Error) throw chunk
        yield Buffer.from(chunk)
      }
    })(),
  )
  const names: string[] = []
  for await (const { name } of runningObjects(reply, 'https://icinga:5665', undefined)) names.push(name)
  return names
}

describe('the objects of an answer', () => {
  it('are read whatever pieces the answer comes in', async () => {
    expect(await namesOf([...ANSWER])).toEqual(['web1', 'web2'])
    expect(await namesOf(['{"results":[]}'])).toEqual([])
  })

  it.each([
    ['in an object', [ANSWER.slice(0, 70)]],
    ['between two objects', [ANSWER.slice(0, ANSWER.indexOf(',{"attrs":{},'))]],
    ['because the connection broke', [ANSWER.slice(0, 100), new Error('aborted')]],
    ['before the first object', ['']],
  ])('are not taken for all when the answer ends %s', async (_where, chunks) => {
    await expect(namesOf(chunks)).rejects.toMatchObject({
      code: 'icinga.incomplete-answer',
      message: expect.stringContaining('https://icinga:5665'),
    })
  })
})
