import { ensureImage } from '../labs/images/build-image.ts'
import { IMAGE_NAMES, type ImageName } from '../labs/images/image-names.ts'
import type { Mode } from './instance.ts'
import { say, step } from './say.ts'

/**
 * The images of labs, built where they are missing. Without the first no lab runs, so its failure is the start's;
 * without another, its labs say that they do not open here.
 */
export async function openImages(imagesDir: string, mode: Mode): Promise<void> {
  for (const name of IMAGE_NAMES) {
    const isNeeded = name === IMAGE_NAMES[0]
    await openImage(name, imagesDir, mode).catch((error: unknown) => {
      if (isNeeded) throw error
      say(`    Labs in the image ${name} do not open on this machine. See: npm run doctor`)
    })
  }
}

async function openImage(name: ImageName, imagesDir: string, mode: Mode): Promise<void> {
  const image = await step(
    `lab image ${name}`,
    () =>
      ensureImage(name, {
        imagesDir,
        allowHostFallback: mode === 'evaluation',
        onProgress: ({ step, done, total }) => {
          if (total > 1 && (done === total || done % 20 === 0))
            say(`    lab image ${name}: ${step} ${done} of ${total}`)
        },
      }),
    ({ digest, origin }) => `${origin} ${digest.slice(0, 12)}`,
  )
  if (image.origin === 'host')
    say('    The image could not be built here; labs use this machine’s own programs. See: npm run doctor')
}
