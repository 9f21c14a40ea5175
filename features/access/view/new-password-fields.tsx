import { getTranslations } from 'next-intl/server'
import { SecretField } from '#components/text-field.tsx'
import { shortestPassword } from '#domain/password.ts'

/** A new password, twice. */
export async function NewPasswordFields() {
  const t = await getTranslations('access.newPassword')
  const reveal = (await getTranslations('access.signIn'))('reveal')
  const both = { autoComplete: 'new-password', revealLabel: reveal, required: true } as const
  return (
    <>
      <SecretField
        name="password"
        label={t('password')}
        help={t('help', { minimum: shortestPassword })}
        {...both}
      />
      <SecretField name="repeated" label={t('repeated')} {...both} />
    </>
  )
}
