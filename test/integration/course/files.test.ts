import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { ActivityKind } from '../../../src/activities/kind.ts';
import { loadPackages } from '../../../src/course/load-packages.ts';
import type { KindWorld, Visit } from '../../support/kind-world.ts';
import {
  courseFile,
  moduleFile,
  openContentFolder,
  stepFile,
  type ContentFolder,
  type Files,
} from '../../support/package-files.ts';
import { openCourseWorld } from './world.ts';

const ROOT = '.installed/course';
const FOLDER = `${ROOT}/foundations/1`;
const OFFICE = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'];
const bare = { sources: undefined };
const fileStep = (id: string, file: string): Files =>
  stepFile(id, { ...bare, kind: 'file', text: undefined, file });

const STEPS = [
  stepFile('film', {
    ...bare,
    kind: 'video',
    text: 'words',
    file: 'film.mp4',
    captions: { fi: 'film.fi.vtt', sv: 'film.sv.vtt' },
  }),
  stepFile('elsewhere', { ...bare, kind: 'video', text: 'words', url: 'https://video.example/1' }),
  stepFile('out', { ...bare, kind: 'link', text: 'words', url: 'https://site.example/page?a=1&b=2' }),
  fileStep('sheet', 'form.1.pdf'),
  ...OFFICE.map(ending => fileStep(ending, `a.${ending}`)),
  stepFile('locked', { ...bare, kind: 'file', text: undefined, file: 'late.csv', after: ['sheet'] }),
];

describe('videos, links and files of a package', () => {
  let folder: ContentFolder;
  let world: KindWorld<ActivityKind>;
  let visit: Visit;

  before(async () => {
    folder = openContentFolder();
    const file = (name: string): string => `${FOLDER}/one/${name}`;
    folder.write({
      'secret.txt': 'secret',
      [`${FOLDER}/course.json`]: courseFile({ id: 'foundations' }),
      [file('module.json')]: moduleFile('one', STEPS),
      [file('words.fi.md')]: 'Sama *tekstinä*',
      [file('film.mp4')]: '0123456789',
      [file('film.fi.vtt')]: 'WEBVTT',
      [file('film.sv.vtt')]: 'WEBVTT',
      [file('form.1.pdf')]: '%PDF-',
      [file('late.csv')]: 'a;b',
      ...Object.fromEntries(OFFICE.map(ending => [file(`a.${ending}`), ending])),
    });
    world = await openCourseWorld({ packages: loadPackages(folder.at(ROOT), new Map()) });
    visit = world.launch();
  });
  after(async () => {
    await world.close();
    folder.remove();
  });

  const fetchFile = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${world.origin}${visit.base}/course/step/one/${path}`, { headers });

  it('show a video with its captions, and its words beneath', async () => {
    const { body } = await visit.get('step/one/film');
    expect(body).to.match(/<source src="[^"]*\/step\/one\/film\/file\/film\.mp4"/);
    expect(body).to.match(
      /<track kind="captions" srclang="fi" label="suomeksi" src="[^"]*film\.fi\.vtt" default/,
    );
    expect(body).to.match(/<track kind="captions" srclang="sv" [^>]*film\.sv\.vtt"/);
    expect(body).to.include('Sama <em>tekstinä</em>').and.not.include('autoplay');
  });

  it('send a video in ranges, to be shown in the page', async () => {
    const whole = await fetchFile('film/file/film.mp4');
    expect(whole.status).to.equal(200);
    expect(whole.headers.get('content-type')).to.equal('video/mp4');
    expect(whole.headers.get('content-disposition')).to.equal('inline; filename="film.mp4"');
    expect(whole.headers.get('accept-ranges')).to.equal('bytes');
    const part = await fetchFile('film/file/film.mp4', { range: 'bytes=2-4' });
    expect(part.status).to.equal(206);
    expect(part.headers.get('content-range')).to.equal('bytes 2-4/10');
    expect(await part.text()).to.equal('234');
    expect((await fetchFile('film/file/film.mp4', { range: 'bytes=90-' })).status).to.equal(416);
    const captions = await fetchFile('film/file/film.sv.vtt');
    expect(captions.headers.get('content-type')).to.equal('text/vtt; charset=utf-8');
  });

  it('load nothing of a video elsewhere before someone asks for it', async () => {
    const { body } = await visit.get('step/one/elsewhere');
    expect(body).to.include('video.example').and.include('evästeitään');
    expect(body).not.to.match(/<(iframe|video|img|script)[^>]*video\.example/);
    expect(body).to.match(/<a href="https:\/\/video\.example\/1" target="_blank" rel="noopener noreferrer"/);
  });

  it('lead out by a link in a window of its own', async () => {
    expect((await visit.get('step/one/out')).body).to.include(
      'href="https://site.example/page?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"',
    );
  });

  it('hand a file out to be kept, with its type and no guess at another', async () => {
    const pdf = await fetchFile('sheet/file/form.1.pdf');
    expect(pdf.headers.get('content-type')).to.equal('application/pdf');
    expect(pdf.headers.get('content-disposition')).to.equal('attachment; filename="form.1.pdf"');
    expect(pdf.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(pdf.headers.get('cache-control')).to.include('private');
    for (const ending of OFFICE) {
      const type = (await fetchFile(`${ending}/file/a.${ending}`)).headers.get('content-type');
      expect(type, ending).to.match(/^application\/vnd\.(openxmlformats|oasis)/);
    }
  });

  it('send no file that the step does not name', async () => {
    const names = ['late.csv', 'module.json', 'words.fi.md', 'nothing.pdf', '..%2f..%2f..%2fsecret.txt'];
    names.push(
      '..%5c..%5csecret.txt',
      '%2e%2e%2fcourse.json',
      'form.1.pdf%00',
      '__proto__',
      '%2fetc%2fpasswd',
    );
    for (const name of names) {
      const answer = await fetchFile(`sheet/file/${name}`);
      expect(answer.status, name).to.equal(404);
      expect(await answer.text(), name).not.to.include('secret');
    }
    expect((await fetchFile('out/file/form.1.pdf')).status).to.equal(404);
  });

  it('send the file of a locked step only once it is open', async () => {
    expect((await fetchFile('locked/file/late.csv')).status).to.equal(403);
    await visit.post('step/one/sheet/done');
    const open = await fetchFile('locked/file/late.csv');
    expect(open.status).to.equal(200);
    expect(open.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
  });

  it('are for whoever has a launch', async () => {
    const answer = await fetch(`${world.origin}/l/nobody/course/step/one/sheet/file/form.1.pdf`);
    expect(answer.status).to.equal(401);
  });

  it('mark words that are lent from another language', async () => {
    expect((await world.launch({ locale: 'sv' }).get('step/one/film')).body).to.include('lang="fi"');
  });
});
