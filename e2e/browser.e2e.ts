import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './kit/accessibility.ts';
import { launchBrowser, picture, visit } from './kit/browser.ts';

test('the test browser opens a page, renders its letters and finds what is not accessible', async () => {
  const browser = await launchBrowser();
  try {
    const { page, leave } = await visit(browser, 'http://localhost');
    await page.setContent('<html lang="en"><title>t</title><main><h1>Readback</h1><p id="a">iiii</p></main></html>');
    const width = await page.getByText('iiii').evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().width;
    });
    assert.ok(width > 5, `letters have a width, not ${width}`);
    await assertAccessible(page, 'a plain page');
    await page.setContent('<html lang="en"><title>t</title><main><h1>Readback</h1><button></button></main></html>');
    await assert.rejects(assertAccessible(page, 'a button without a name'), /button-name/);
    assert.ok(await picture(page, 'browser'));
    await leave();
  } finally {
    await browser.close();
  }
});
