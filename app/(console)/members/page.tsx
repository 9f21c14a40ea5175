import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ChoiceField } from '#components/choice-field.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import { can } from '#domain/actor.ts'
import { invitationDays } from '#domain/membership.ts'
import { roles } from '#domain/permission.ts'
import { inviteMemberAction } from '#features/access/actions.ts'
import { requireActor, signedIn } from '#features/access/guard.ts'
import { members, waitingInvitations } from '#features/access/queries.ts'
import { InvitationsTable } from '#features/access/view/invitations-table.tsx'
import { InviteForm } from '#features/access/view/invite-form.tsx'
import { MembersTable } from '#features/access/view/members-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('members'))('title') }
}

export default async function MembersPage() {
  const actor = await requireActor('members:read')
  const { member, organisation } = await signedIn()
  const now = new Date()
  const [listed, waiting] = await Promise.all([members(actor), waitingInvitations(actor, now)])
  const count = listed.filter(({ endsAt }) => !endsAt || endsAt > now).length
  const t = await getTranslations('members')
  return (
    <>
      <PageHeader title={t('title')} meta={t('meta', { count, organisation: organisation.name })} />
      <MembersTable members={listed} you={member.id} now={now} />
      {can(actor, 'members:invite') ? <Invite /> : null}
      {waiting.length > 0 ? (
        <Section title={t('invitations')} note={t('invitationsNote')}>
          <InvitationsTable invitations={waiting} />
        </Section>
      ) : null}
    </>
  )
}

async function Invite() {
  const t = await getTranslations('members.invite')
  const words = await getTranslations('roles')
  return (
    <Section title={t('title')} note={t('note', { days: invitationDays })}>
      <InviteForm
        action={inviteMemberAction}
        words={{ link: t('link'), linkHelp: t('linkHelp'), copy: t('copy'), copied: t('copied') }}
      >
        <ChoiceField
          name="role"
          label={t('role')}
          choices={roles.map((role) => ({
            value: role,
            label: words(`${role}.name`),
            help: words(`${role}.help`),
          }))}
          required
        />
        <TextField name="lastDay" type="date" label={t('lastDay')} help={t('lastDayHelp')} />
        <div>
          <SubmitButton tone="plain" pendingLabel={t('pending')}>
            {t('submit')}
          </SubmitButton>
        </div>
      </InviteForm>
    </Section>
  )
}
