import { describe, expect, it } from 'vitest'
import { PacketWatch } from './packet-watch.js'

const packet = (length: number) => {
  const bytes = new Uint8Array(length + 4).fill(9)
  bytes.set([length & 0xff, (length >> 8) & 0xff, length >> 16, 1])
  return bytes
}

describe('packets of a MySQL server', () => {
  it.each([1, 3, 4, 5, 1_000])('are counted when they arrive in pieces of %i bytes', (size) => {
    const bytes = Buffer.concat([packet(3), packet(0), packet(700), packet(1)])
    const watch = new PacketWatch(() => undefined)
    for (let at = 0; at < bytes.length; at += size) watch.take(bytes.subarray(at, at + size))
    expect(watch.packets).toBe(4)
  })

  it('are told when one begins that goes on in the next, and only then', () => {
    const told: number[] = []
    const watch = new PacketWatch(() => told.push(watch.packets))
    watch.take(packet(0xff_ff_fe))
    watch.take(packet(0xff_ff_ff).subarray(0, 4))
    expect(told).toEqual([2])
  })
})
