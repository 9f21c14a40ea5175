import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { enterOrganisationAction, signOutAction } from '#features/access/actions.ts'
import { currentSession } from '#features/access/guard.ts'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access.outside'))('title') }
}

/** Signed in, but outside every wall: what is left is another organisation, or the door. */
export default async function NoOrganisationPage() {
  const state = await currentSession()
  if (state.kind === 'none') redirect('/sign-in')
  if (state.kind === 'present') redirect('/')
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
