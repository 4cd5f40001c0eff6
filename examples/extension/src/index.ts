import { Job, provideModifiers, type JobContext } from '@director/kit'
import { Module } from '@nestjs/common'
import { z } from 'zod'
import { cutAt } from './cut-at.js'

const Settings = z.object({
  url: z.url().meta({ title: 'URL', description: 'Address to fetch' }),
  timeoutSeconds: z.int().min(1).max(60).default(5).meta({ title: 'Timeout (s)' }),
})

/** Fails the run when the page does not answer in time, or not with success. */
@Job({ type: 'acme.fetch-page', title: 'Fetch a page', suggestedIntervalSeconds: 300, settings: Settings })
export class FetchPageJob {
  async run({ settings, signal }: JobContext<z.infer<typeof Settings>>) {
    const timeout = AbortSignal.timeout(settings.timeoutSeconds * 1000)
    const response = await fetch(settings.url, { signal: AbortSignal.any([signal, timeout]) })
    if (!response.ok) throw new Error(`${settings.url} answered ${response.status}`)
    return `${settings.url} answered ${response.status}`
  }
}

@Module({ providers: [FetchPageJob, provideModifiers(cutAt)] })
export default class AcmeModule {}
