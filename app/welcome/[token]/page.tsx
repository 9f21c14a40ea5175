import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { SelectField } from '#components/select-field.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import { foundOrganisationAction, joinAction } from '#features/access/actions.ts'
import { currentSession } from '#features/access/guard.ts'
import { providerName } from '#features/access/provider-name.ts'
import { openInvitation } from '#features/access/queries.ts'
import { countryOptions } from '#features/access/view/country-options.ts'
import { enterWords } from '#features/access/view/enter-words.ts'
import { JoinForm } from '#features/access/view/join-form.tsx'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'
import { NewPasswordFields } from '#features/access/view/new-password-fields.tsx'
import { SignInElsewhere } from '#features/access/view/sign-in-elsewhere.tsx'

/** The title of the page asks as well as the page. */
const invitationOf = cache(openInvitation)

type WelcomeProps = { params: Promise<{ token: string }> }

/** The token stands in the address: it must not travel on in a Referer header. */
export async function generateMetadata({ params }: WelcomeProps): Promise<Metadata> {
  const invitation = await invitationOf((await params).token)
  const t = await getTranslations('access.welcome')
  const title = () => {
    if (!invitation) return t('unusableTitle')
    const { organisation } = invitation
    return organisation ? t('title', { organisation: organisation.name }) : t('foundTitle')
  }
  return { title: title(), referrer: 'no-referrer' }
}

export default async function WelcomePage({ params }: WelcomeProps) {
  const { token } = await params
  const invitation = await invitationOf(token)
  const t = await getTranslations('access.welcome')
  const product = (await getTranslations('frame'))('product')
  if (!invitation) {
    // Back from the provider, where the link was used up.
    if ((await currentSession()).kind === 'present') redirect('/')
    return (
      <StandalonePage name={product} tools={<LanguageChoice />}>
        <EmptyState
          level="h1"
          title={t('unusableTitle')}
          action={<ButtonLink href="/sign-in">{t('toSignIn')}</ButtonLink>}
        >
          {t('unusable')}
        </EmptyState>
      </StandalonePage>
    )
  }
  const { organisation } = invitation
  const provider = organisation ? providerName() : null
  const role = (await getTranslations('roles'))(`${invitation.role}.name`)
  return (
    <StandalonePage name={product} tools={<LanguageChoice />}>
      <PageHeader
        title={organisation ? t('title', { organisation: organisation.name }) : t('foundTitle')}
        meta={organisation ? t(provider ? 'metaElsewhere' : 'meta', { role }) : t('foundMeta')}
      />
      {provider ? (
        <SignInElsewhere next={`/welcome/${token}`} provider={provider} refusal={null} joins />
      ) : null}
      <JoinForm
        action={organisation ? joinAction : foundOrganisationAction}
        token={token}
        words={await enterWords()}
      >
        {organisation ? null : <OrganisationFields />}
        <TextField name="name" label={t('name')} autoComplete="name" required />
        <TextField name="login" label={t('login')} help={t('loginHelp')} autoComplete="username" required />
        <NewPasswordFields />
        <div>
          <SubmitButton tone={provider ? 'plain' : 'primary'} pendingLabel={t('pending')}>
            {organisation ? t('submit') : t('foundSubmit')}
          </SubmitButton>
        </div>
      </JoinForm>
    </StandalonePage>
  )
}

async function OrganisationFields() {
  const t = await getTranslations('access.welcome')
  return (
    <>
      <TextField name="organisationName" label={t('organisationName')} autoComplete="organization" required />
      <SelectField
        name="country"
        label={t('country')}
        help={t('countryHelp')}
        options={[{ value: '', label: t('countryNone') }, ...countryOptions(await getLocale())]}
        required
      />
    </>
  )
}
