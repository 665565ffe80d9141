// The entry of the page that listens.
import 'uplot/dist/uPlot.min.css';
import { startPage } from '../shared/start-page.js';

// What is exported must be used: the package's modules count as free of side effects, and are left out otherwise.
void startPage(() => import('./page.js').then(({ studio }) => studio));
