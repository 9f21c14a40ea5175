import type { Command } from 'commander'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { done } from '#domain/outcome.ts'
import { terminalActor } from '#features/access/minting.ts'
import { organisationName } from '#features/access/schema.ts'
import { addOrganisation } from '#features/organisations/commands.ts'
import { act } from './act.ts'
import { operator } from './operator.ts'
import { command, text } from './options.ts'
import { language, t } from './words.ts'

const input = z.object({ name: organisationName, country: text })

export const addOrganisationAdd = (parent: Command): void => {
  command(parent, 'add', t('cli.organisation.add'))
    .requiredOption('--name <name>', t('cli.options.name'))
    .requiredOption('--country <code>', t('cli.options.country'))
    .action(
      act(input, async ({ name, country }) => {
        const actor = terminalActor(operator(), uuidv7())
        const added = await addOrganisation(actor, { name, country, language })
        if (!added.ok) return added
        const organisation = { id: added.value.id, name, country: country.toUpperCase() }
        return done({ json: { organisation }, text: t('cli.organisation.added', organisation) })
      }),
    )
}
