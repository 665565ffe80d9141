// A server component: the page is rendered on the server, and the streams run in the browser.
import { Words } from './words.jsx';

export default function Page() {
  return <Words />;
}
