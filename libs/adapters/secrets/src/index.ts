export { openSecretBox, type SecretBoxOptions } from './open-secret-box.js'
export { type SecretBox } from './secret-box.js'
export { MASK, maskSecrets, openSecrets, sealSecrets, secretPaths, type Settings } from './secret-settings.js'
export { SECRET_BOX, SecretBoxModule } from './secret-box.module.js'
