import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureImage } from '../labs/images/build-image.ts'
import { IMAGE_NAMES, type ImageName } from '../labs/images/image-names.ts'
import { tellImageState } from '../labs/images/image-state.ts'
import { say, step } from './say.ts'

/**
 * Builds the images of labs that are missing, in a process that ends, beside the site: what it takes of memory would stay
 * otherwise. The runner is told how far each is; a lab whose image cannot be built says so, all others open.
 */
async function openImage(imagesDir: string, name: ImageName, isEvaluation: boolean): Promise<void> {
  let told = 0
  const image = await step(
    `lab image ${name}`,
    () =>
      ensureImage(name, {
        imagesDir,
        allowHostFallback: isEvaluation,
        onProgress: (progress) => {
          tellImageState(imagesDir, name, { state: 'building', ...progress })
          const { step, done, total } = progress
          if (total <= 1 || (done < total && done < told + 40)) return
          told = done < total ? done : 0
          say(`    lab image ${name}: ${step} ${done} of ${total}`)
        },
      }),
    ({ digest, origin }) => `${origin} ${digest.slice(0, 12)}`,
  )
  if (image.origin !== 'host') return
  tellImageState(imagesDir, name, { state: 'host' })
  say('    The image could not be built here; labs use this machine’s own programs. See: npm run doctor')
}

// Nothing is left to do for a start that is gone.
process.on('disconnect', () => process.exit(1))
const { dataFolder, mode } = JSON.parse(process.env.OPEN_IMAGES!) as { dataFolder: string; mode: string }
const imagesDir = join(dataFolder, 'images')
mkdirSync(imagesDir, { recursive: true, mode: 0o711 })
let failed = 0
for (const name of IMAGE_NAMES) tellImageState(imagesDir, name, { state: 'waiting' })
for (const name of IMAGE_NAMES) {
  await openImage(imagesDir, name, mode === 'evaluation').catch((error: unknown) => {
    failed++
    say(`    The lab image ${name} could not be built: ${error instanceof Error ? error.message : String(error)}`)
    say('    Its labs do not open on this machine until a later start builds it. See: npm run doctor')
  })
}
process.exit(failed)
