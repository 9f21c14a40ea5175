import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { SecretField, TextField } from '#components/text-field.tsx'
import { idleHours, sessionSeconds } from '#domain/session.ts'
import { changePasswordAction, endOwnSessionsAction, removeFactorAction } from '#features/access/actions.ts'
import { factorOf } from '#features/access/factor-codes.ts'
import { currentSession, signedIn } from '#features/access/guard.ts'
import { providerName } from '#features/access/provider-name.ts'
import { ownSessions } from '#features/access/sessions.ts'
import { NewPasswordFields } from '#features/access/view/new-password-fields.tsx'
import { SecondFactorSetup } from '#features/access/view/second-factor-setup.tsx'
import { SessionsTable } from '#features/access/view/sessions-table.tsx'
import { datesHere } from '#i18n/dates.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('yourSignIn'))('title') }
}

/** How whoever asks signs in, and where they are signed in. */
export default async function YourSignIn() {
  const { member } = await signedIn()
  const t = await getTranslations('yourSignIn')
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={t(member.issuer === null ? 'meta' : 'metaElsewhere', {
          name: member.name,
          login: member.login,
        })}
      />
      <Sessions />
      {member.issuer === null ? <Here login={member.login} memberId={member.id} /> : <Elsewhere />}
    </>
  )
}

/** Password and second factor are the provider's: there is nothing of them to change here. */
async function Elsewhere() {
  const t = await getTranslations('yourSignIn.elsewhere')
  return <Section title={t('title')} note={t('note', { provider: providerName() ?? '' })} />
}

async function Here({ login, memberId }: { login: string; memberId: string }) {
  const factor = await factorOf(memberId)
  const t = await getTranslations('yourSignIn.password')
  return (
    <>
      <Factor since={factor?.since ?? null} recoveryLeft={factor?.recoveryLeft ?? 0} />
      <Section title={t('title')} note={t('note')}>
        <Password login={login} hasFactor={factor !== null} />
      </Section>
    </>
  )
}

async function Sessions() {
  const state = await currentSession()
  const sessions = state.kind === 'none' ? [] : await ownSessions(state.sessionId)
  const t = await getTranslations('yourSignIn.sessions')
  return (
    <Section title={t('title')} note={t('note', { idle: idleHours, most: sessionSeconds / 3600 })}>
      <SessionsTable sessions={sessions} />
      {sessions.length > 2 ? (
        <ConfirmButton
          label={t('others.label')}
          title={t('others.question', { sessions: sessions.length - 1 })}
          consequence={t('end.consequence')}
          confirmLabel={t('others.confirm')}
          pendingLabel={t('end.pending')}
          cancelLabel={t('end.back')}
          action={endOwnSessionsAction}
        />
      ) : null}
    </Section>
  )
}

/** Its recovery codes are shown once, so the page that shows them stays as it is until one leaves it. */
async function Factor({ since, recoveryLeft }: { since: Date | null; recoveryLeft: number }) {
  const t = await getTranslations('yourSignIn.factor')
  const access = await getTranslations('access')
  const date = await datesHere()
  if (since === null) {
    return (
      <Section title={t('title')} note={t('note')}>
        <SecondFactorSetup />
      </Section>
    )
  }
  return (
    <Section
      title={t('title')}
      note={t('stands', { since: date(since, { dateStyle: 'medium' }), left: recoveryLeft })}
    >
      <ConfirmButton
        label={t('remove.label')}
        title={t('remove.question')}
        consequence={t('remove.consequence')}
        confirmLabel={t('remove.label')}
        pendingLabel={t('remove.pending')}
        cancelLabel={t('remove.back')}
        action={removeFactorAction}
      >
        <SecretField
          name="current"
          label={access('again.password')}
          autoComplete="current-password"
          revealLabel={access('signIn.reveal')}
          required
        />
        <TextField name="code" label={access('factor.code')} autoComplete="one-time-code" required />
      </ConfirmButton>
    </Section>
  )
}

async function Password({ login, hasFactor }: { login: string; hasFactor: boolean }) {
  const t = await getTranslations('yourSignIn.password')
  const access = await getTranslations('access')
  const reveal = access('signIn.reveal')
  return (
    <ActionForm action={changePasswordAction} doneWords={t('done')}>
      {/* Password managers file the new password under the name they find beside it. */}
      <input type="hidden" name="login" value={login} autoComplete="username" />
      <SecretField
        name="current"
        label={t('current')}
        autoComplete="current-password"
        revealLabel={reveal}
        required
      />
      {hasFactor ? (
        <TextField name="code" label={access('factor.code')} autoComplete="one-time-code" required />
      ) : null}
      <NewPasswordFields />
      <div>
        <SubmitButton tone="plain" pendingLabel={t('pending')}>
          {t('submit')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
