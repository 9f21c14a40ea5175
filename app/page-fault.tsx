'use client'

import { useTranslations } from 'next-intl'
import { FaultNotice, referenceOf } from './fault-notice.tsx'

/** What an error boundary is given: whatever was thrown, and the way to try once more. */
export type FaultProps = { error: unknown; retry: () => void }

/** A fault in a page, in the words of its language. */
export function PageFault({ error, retry }: FaultProps) {
  const t = useTranslations('errors.fault')
  const words = {
    title: t('title'),
    sentence: t('sentence'),
    reference: t('reference'),
    retry: t('retry'),
  }
  return <FaultNotice words={words} reference={referenceOf(error)} retry={retry} />
}
