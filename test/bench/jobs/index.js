// The cheapest job there is: it notes when it began.
import fs from 'node:fs'
import { Module } from '@nestjs/common'
import { Job } from '@director/kit'
import { z } from 'zod'

export class NoteStartJob {
  run({ settings, run }) {
    fs.appendFileSync(
      settings.file,
      `${run.id} ${run.slotAt.getTime()} ${performance.timeOrigin + performance.now()}\n`,
    )
  }
}
Job({ type: 'bench.note-start', title: 'Note the start', settings: z.object({ file: z.string() }) })(
  NoteStartJob,
)

export default class BenchJobsModule {}
Module({ providers: [NoteStartJob] })(BenchJobsModule)
