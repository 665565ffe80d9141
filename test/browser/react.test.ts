// The React hook in Chromium, in strict mode, as an app of Vite's development server.
import { testHook } from './react/contract.js';

testHook(19);
