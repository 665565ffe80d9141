import { bootstrapApplication } from '@angular/platform-browser';
import { Words } from './words';

bootstrapApplication(Words).catch((error) => console.error(error));
