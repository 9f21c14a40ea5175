import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { can } from '#domain/actor.ts'
import { invitationDays } from '#domain/membership.ts'
import { inviteMemberAction } from '#features/access/actions.ts'
import { requireActor, signedIn } from '#features/access/guard.ts'
import { members, waitingInvitations } from '#features/access/queries.ts'
import { AccessFields } from '#features/access/view/access-fields.tsx'
import { InvitationsTable } from '#features/access/view/invitations-table.tsx'
import { LinkForm } from '#features/access/view/link-form.tsx'
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
          <InvitationsTable invitations={waiting} mayWithdraw={can(actor, 'members:invite')} />
        </Section>
      ) : null}
    </>
  )
}

async function Invite() {
  const t = await getTranslations('members.invite')
  return (
    <Section title={t('title')} note={t('note', { days: invitationDays })}>
      <LinkForm
        action={inviteMemberAction}
        words={{ link: t('link'), linkHelp: t('linkHelp'), copy: t('copy'), copied: t('copied') }}
      >
        <AccessFields />
        <div>
          <SubmitButton tone="plain" pendingLabel={t('pending')}>
            {t('submit')}
          </SubmitButton>
        </div>
      </LinkForm>
    </Section>
  )
}
