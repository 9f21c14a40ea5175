import { Button } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { buttonLook } from '#components/button-look.ts'

/** A plain link: the router must not take a file for a page. */
export async function DownloadButton({ reportId }: { reportId: string }) {
  const t = await getTranslations('reports')
  return (
    <Button component="a" href={`/api/reports/${reportId}`} download {...buttonLook.primary}>
      {t('download')}
    </Button>
  )
}
