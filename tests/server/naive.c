#include "tests/server/naive.h"

#include "forms/buf.h"
#include "forms/mem.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

static size_t keep(char *p, size_t size, size_t count, void *body)
{
    buf_add(body, p, size * count);
    return size * count;
}

static enum outcome judge(CURLcode code, long status, const char *body)
{
    if (code != CURLE_OK)
        return OUTCOME_NOT_SENT;
    return status == 200 && strstr(body, "\"url\"") ? OUTCOME_CREATED : OUTCOME_REFUSED;
}

enum outcome naive_submit(const char *endpoint, const char *path, const char *body, long seconds)
{
    CURL *easy = curl_easy_init();
    struct buf answer;
    buf_init(&answer, BUF_BODY_MAX);
    char *url = xasprintf("%s%s", endpoint, path);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTREDIR, (long)CURL_REDIR_POST_ALL);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, seconds);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(easy);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    const enum outcome outcome = judge(code, status, answer.data);
    curl_easy_cleanup(easy);
    buf_finish(&answer);
    free(url);
    return outcome;
}
