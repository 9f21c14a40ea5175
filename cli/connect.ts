import type { Command } from 'commander'
import { z } from 'zod'
import { clouds } from '#domain/cloud.ts'
import { done, refused } from '#domain/outcome.ts'
import { connectTenant } from '#features/organisations/commands.ts'
import { act } from './act.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { readSecret } from './secret.ts'
import { definitions } from './table.ts'
import { t } from './words.ts'

const input = z.object({ organisation: text, cloud: z.enum(clouds), tenant: text, client: text })

/** Connects a tenant for reading: tried first, kept only if it can read what a reading needs. */
export const addConnect = (parent: Command): void => {
  organisationCommand(parent, 'connect', t('cli.connect.about'))
    .requiredOption('--cloud <cloud>', t('cli.options.cloud', { clouds: clouds.join(', ') }))
    .requiredOption('--tenant <id or domain>', t('cli.options.tenant'))
    .requiredOption('--client <id>', t('cli.options.client'))
    .requiredOption('--secret-stdin', t('cli.options.secretStdin'))
    .action(
      act(input, async ({ organisation: named, cloud, tenant, client }, { signal }) => {
        const found = await namedOrganisation(named)
        if (!found.ok) return found
        const secret = await readSecret(t('cli.connect.secret'), signal)
        if (secret === '') return refused('secretMissing')
        const { organisation, actor } = found.value
        const connected = await connectTenant(actor, { cloud, tenant, client, kind: 'secret', secret })
        if (!connected.ok) return connected
        const { id, name, permissions } = connected.value
        return done({
          json: {
            organisation,
            tenantLink: { id, name: name ?? tenant, cloud, tenant, client, permissions },
          },
          text: [
            definitions([
              [t('cli.connect.connected'), name ?? tenant],
              [t('cli.connect.permissions'), permissions.known ? permissions.found.join(', ') : '–'],
            ]),
            ...(permissions.known && permissions.beyondReading.length > 0
              ? [t('organisations.beyondReading', { permissions: permissions.beyondReading.join(', ') })]
              : []),
          ].join('\n\n'),
        })
      }),
    )
}
