import { getFormatter, getTranslations } from 'next-intl/server'

/** The size of a PDF in thousands of bytes. */
export async function Size({ bytes }: { bytes: number }) {
  const t = await getTranslations('reports')
  const format = await getFormatter()
  return t('size', { size: format.number(Math.ceil(bytes / 1000)) })
}
