import { getTranslations } from 'next-intl/server'
import { TextField } from '#components/text-field.tsx'

/** What no file tells: the name in Intune and the Apple ID. */
export async function StatedNameFields({ name }: { name?: string }) {
  const t = await getTranslations('stated')
  return (
    <>
      <TextField
        name="name"
        label={t('name')}
        help={t('nameHelp')}
        defaultValue={name}
        autoComplete="off"
        required
      />
      <TextField name="appleId" label={t('appleId')} help={t('appleIdHelp')} autoComplete="off" />
    </>
  )
}
