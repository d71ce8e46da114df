import { readManifest } from '../images/build-image.ts'
import { differencesOf, readImageLock } from '../images/image-lock.ts'
import type { ImageName } from '../images/image-names.ts'
import type { Diagnosis } from './types.ts'

const NAMED = 5

/** Whether the image was built here, and of the packages that its labs were proven with: others are no fault. */
export function diagnoseImage(imagesDir: string, name: ImageName): Diagnosis {
  const manifest = readManifest(name, imagesDir)
  const base = { id: `image:${name}`, title: `image ${name}` }
  if (!manifest) {
    const detail = 'not built yet; the first start builds it'
    return {
      ...base,
      ok: false,
      enforced: 'no',
      code: 'image_missing',
      params: { image: name },
      detail,
      fix: 'npm start',
    }
  }
  const differing = [...differencesOf(readImageLock(name), manifest).keys()]
  if (differing.length === 0) {
    const detail = `built in ${imagesDir}`
    return { ...base, ok: true, enforced: 'yes', code: 'image_present', params: { image: name }, detail, fix: null }
  }
  const more = differing.length > NAMED ? ` and ${differing.length - NAMED} more` : ''
  const packages = `${differing.slice(0, NAMED).join(', ')}${more}`
  return {
    ...base,
    ok: true,
    enforced: 'watched',
    code: 'image_differs',
    params: { image: name, packages },
    detail: `built in ${imagesDir}; differs from what labs were proven with: ${packages}`,
    fix: 'npm run lab -- prove --all',
  }
}
