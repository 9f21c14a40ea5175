import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import type { LatestMailing } from '../mailing-queries.ts'

/** That somebody did not get the latest checkpoint, and the way to who it is. */
export async function MailingWaits({ latest: { sequence, fault } }: { latest: LatestMailing }) {
  const t = await getTranslations('audit.mailing')
  return (
    <>
      {t('waits.sentence', { sequence, fault: t(`faults.${fault ?? 'mailRefused'}`) })}
      <br />
      <QuietLink href="/audit/checkpoints#mail">{t('waits.link')}</QuietLink>
    </>
  )
}
