import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { enterOrganisationAction, signOutAction } from '#features/access/actions.ts'
import { reasonsOutside } from '#features/access/entering.ts'
import { currentSession } from '#features/access/guard.ts'
import { providerName } from '#features/access/provider-name.ts'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access.outside'))('title') }
}

type Props = { searchParams: Promise<{ reason?: string | string[] }> }

/** Signed in, but outside every wall: what is left is another organisation, or the door. */
export default async function NoOrganisationPage({ searchParams }: Props) {
  const state = await currentSession()
  if (state.kind === 'none') {
    const { reason: given } = await searchParams
    const reason = reasonsOutside.find((each) => each === given)
    const provider = providerName()
    if (!reason || !provider) redirect('/sign-in')
    return <Stranger reason={reason} provider={provider} />
  }
  if (state.kind !== 'outside') redirect('/')
  const t = await getTranslations('access.outside')
  const frame = await getTranslations('frame')
  const loading = frame('loading')
  const { member, memberships } = state
  return (
    <StandalonePage name={frame('product')} tools={<LanguageChoice />}>
      <PageHeader
        title={t('title')}
        meta={memberships.length > 0 ? t('others') : t('none', { name: member.name })}
      />
      <FormButtons>
        {memberships.map(({ organisationId, name }) => (
          <form key={organisationId} action={enterOrganisationAction}>
            <input type="hidden" name="organisation" value={organisationId} />
            <SubmitButton pendingLabel={loading}>{t('enter', { organisation: name })}</SubmitButton>
          </form>
        ))}
        <form action={signOutAction}>
          <SubmitButton tone="plain" pendingLabel={loading}>
            {frame('member.signOut')}
          </SubmitButton>
        </form>
      </FormButtons>
    </StandalonePage>
  )
}

/** The provider knows them, no organisation does: no session was started, and nothing is kept of them. */
async function Stranger({ reason, provider }: { reason: (typeof reasonsOutside)[number]; provider: string }) {
  const t = await getTranslations('access.outside')
  const welcome = await getTranslations('access.welcome')
  const refusals = await getTranslations('refusals')
  return (
    <StandalonePage name={(await getTranslations('frame'))('product')} tools={<LanguageChoice />}>
      <EmptyState
        level="h1"
        title={t('title')}
        action={<ButtonLink href="/sign-in">{welcome('toSignIn')}</ButtonLink>}
      >
        {refusals(reason, { provider })}
      </EmptyState>
    </StandalonePage>
  )
}
