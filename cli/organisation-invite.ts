import type { Command } from 'commander'
import { z } from 'zod'
import { done } from '#domain/outcome.ts'
import { roles } from '#domain/permission.ts'
import { inviteMember } from '#features/access/commands.ts'
import { organisation as organisationOf } from '#features/organisations/queries.ts'
import { act } from './act.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { moment, t } from './words.ts'

/** An auditor's access needs a last day, which the page Members asks for. */
const invited = roles.filter((role) => role !== 'auditor')

const input = z.object({ organisation: text, role: z.enum(invited) })

/** Makes a one-time link: the way in for the first member of an organisation that was added here. */
export const addOrganisationInvite = (parent: Command): void => {
  organisationCommand(parent, 'invite', t('cli.organisation.invite'))
    .option('--role <role>', t('cli.options.role', { roles: invited.join(', ') }), 'owner')
    .action(
      act(input, async ({ organisation: named, role }) => {
        const found = await namedOrganisation(named)
        if (!found.ok) return found
        const { organisation, actor } = found.value
        const invitation = await inviteMember(actor, { role, endsAt: null })
        if (!invitation.ok) return invitation
        const { link, expiresAt } = invitation.value
        const { timeZone } = await organisationOf(actor)
        const sentence = t('cli.organisation.invited', {
          name: organisation.name,
          role: t(`roles.${role}.name`),
          until: moment(expiresAt, timeZone),
        })
        return done({
          json: { organisation, invitation: { role, link, expiresAt } },
          text: `${sentence}\n  ${link}`,
        })
      }),
    )
}
