import { getTranslations } from 'next-intl/server'
import { FileField } from '#components/file-field.tsx'
import { largestEvidenceFile } from '#domain/evidence-file.ts'

/** A file that shows what a form states. */
export async function EvidenceFileField({ label }: { label: string }) {
  const t = await getTranslations('offboardings.evidence.file')
  const megabytes = largestEvidenceFile / 1024 / 1024
  return (
    <FileField
      name="file"
      label={label}
      help={t('help', { megabytes })}
      chooseWords={t('choose')}
      chosenWords={t.raw('chosen')}
      largest={largestEvidenceFile}
      tooLargeWords={t('tooLarge', { megabytes })}
    />
  )
}
