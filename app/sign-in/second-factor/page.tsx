import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { enterOrganisationAction, signOutAction } from '#features/access/actions.ts'
import { ownPath } from '#features/access/asked-path.ts'
import { currentSession, signedIn } from '#features/access/guard.ts'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'
import { SecondFactorSetup } from '#features/access/view/second-factor-setup.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access.demanded'))('title') }
}

type Props = { searchParams: Promise<{ next?: string | string[] }> }

/** Signed in, but without the second factor that the organisation demands: one sets it up, or goes elsewhere. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const next = ownPath((await searchParams).next)
  const state = await currentSession()
  if (state.kind !== 'lacking') {
    await signedIn()
    redirect(next)
  }
  const { organisation, memberships } = state.present
  const others = memberships.filter(({ organisationId }) => organisationId !== organisation.id)
  const t = await getTranslations('access')
  const frame = await getTranslations('frame')
  const loading = frame('loading')
  return (
    <StandalonePage name={frame('product')} tools={<LanguageChoice />}>
      <PageHeader
        title={t('demanded.title')}
        meta={t('demanded.meta', { organisation: organisation.name })}
      />
      <SecondFactorSetup onward={{ href: next, label: t('demanded.onward') }} />
      <FormButtons>
        {others.map(({ organisationId, name }) => (
          <form key={organisationId} action={enterOrganisationAction}>
            <input type="hidden" name="organisation" value={organisationId} />
            <SubmitButton tone="plain" pendingLabel={loading}>
              {t('outside.enter', { organisation: name })}
            </SubmitButton>
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
