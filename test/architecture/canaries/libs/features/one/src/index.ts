import '../../two/src/index.js'
import '../../../../apps/one/src/index.js'
