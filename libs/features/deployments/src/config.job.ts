import { Job, type JobContext } from '@director/kit'
import { z } from 'zod'
import { ConfigurationDeployment } from './delivery/configuration-deployment.js'
import { shortChecksum } from './rendering/checksum.js'
import { ConfigurationRenderer } from './rendering/configuration-renderer.js'

const Settings = z.object({
  deploy: z.boolean().default(true).meta({
    title: 'Deploy',
    description:
      'Bring the configuration to Icinga, or to the configuration directory; off: only render and store it',
  }),
  graceSeconds: z.int().min(0).default(0).meta({
    title: 'Grace period (s)',
    description: 'Do not deploy when the last deployment, successful or not, is more recent than this',
  }),
  waitSeconds: z.int().min(1).max(3_600).default(120).meta({
    title: 'Wait for the outcome (s)',
    description: 'How long Icinga may take to validate the configuration and to reload',
  }),
  force: z.boolean().default(false).meta({
    title: 'Force',
    description:
      'Deploy even if nothing changed, during the grace period, after a refusal, or when no object is left',
  }),
})

/** Renders all objects and brings the result to Icinga; the outcome there is the outcome of the run. */
@Job({
  type: 'director.config',
  title: 'Config',
  description:
    'Renders hosts, groups and time periods as Icinga 2 configuration and deploys it when it has changed.',
  suggestedIntervalSeconds: 900,
  settings: Settings,
})
export class ConfigJob {
  constructor(
    private readonly renderer: ConfigurationRenderer,
    private readonly deployment: ConfigurationDeployment,
  ) {}

  async run({ settings, ...context }: JobContext<z.infer<typeof Settings>>) {
    const rendered = await this.renderer.render(context)
    const { checksum, objectCount: objects, newFileCount: newFiles, isNew } = rendered
    const files = rendered.files.length
    context.log.info('configuration rendered', { checksum, objects, files, newFiles, isNew })
    const summary = `configuration ${shortChecksum(checksum)} (${objects} objects, ${files} files)`
    if (!settings.deploy) {
      const known = isNew ? 'was rendered and stored' : 'was rendered before and is stored'
      return { message: `${summary} ${known}`, counters: { objects, files, newFiles, deployed: 0 } }
    }
    const { message, deployed } = await this.deployment.deploy(rendered, settings, context)
    return {
      message: `${summary} ${message}`,
      counters: { objects, files, newFiles, deployed: deployed ? 1 : 0 },
    }
  }
}
