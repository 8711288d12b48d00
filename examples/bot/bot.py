"""A bot: reads a room by its event stream, and answers by HTTP. Whoever writes `!ping tea` gets `pong tea`.

    HUBBUB_KEY=hbk_… python3 bot.py          Python 3.9 or later, nothing to install

HUBBUB_URL and HUBBUB_TOPIC say where. HUBBUB_PLACE is a file in which it remembers how far it has read.
"""

import json
import os
import random
import sys
import time
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

URL = os.environ.get("HUBBUB_URL", "http://127.0.0.1:4000")
NAME = os.environ.get("HUBBUB_TOPIC", "room:lobby")
TOPIC = f"{URL}/api/v1/topics/{quote(NAME, safe='')}"
KEY = {"Authorization": "Bearer " + os.environ["HUBBUB_KEY"]}
PLACE = os.environ.get("HUBBUB_PLACE")
ME = {"nick": "Pinger", "badge": "bot"}
SILENCE_SECONDS = 45  # the server sends something every 15 s

# The id of the last event, and of the last message, that was dealt with.
place = {"event": "", "message": ""}


def remember(**now):
    place.update(now)
    if PLACE:
        with open(PLACE + ".new", "w", encoding="utf-8") as file:
            json.dump(place, file)
        os.replace(PLACE + ".new", PLACE)


def heard(message):
    """Here the bot does what it is for. It may see a message again after a crash, so it must not mind that."""
    body = message["body"]
    print(f"{message['from']['nick']}: {body}", flush=True)
    if body.startswith("!ping"):
        say(body.replace("!ping", "pong", 1), f"pong-{message['id']}")


def say(body, once):
    """Says something once, however often it has to ask."""
    headers = {**KEY, "Content-Type": "application/json", "Idempotency-Key": once}
    data = json.dumps({"body": body, "as": ME}).encode()
    while True:
        try:
            with urlopen(Request(f"{TOPIC}/send", data, headers), timeout=15):
                return
        except HTTPError as refusal:
            if not is_for_now(refusal):
                print("not said:", refusal.read().decode(), file=sys.stderr)
                return
            time.sleep(pause(refusal))
        except (OSError, HTTPException):
            time.sleep(pause())


def deal_with(message):
    """Programs are not answered, so that two bots don't talk to each other for ever."""
    if not message.get("deleted") and not message["from"]["id"].startswith("key:"):
        heard(message)
    remember(message=message["id"])


def catch_up(history):
    """What was said while the bot was away for longer than the server can make up for. When it starts for the
    first time, it leaves the past alone."""
    ids = [message["id"] for message in history]
    if place["event"] == "":
        remember(message=ids[-1] if ids else "")
        return
    for message in history[ids.index(place["message"]) + 1 if place["message"] in ids else 0 :]:
        deal_with(message)


def received(event, event_id, data):
    if event == "state":
        print(f"reading {NAME}", flush=True)
    if event == "message":
        deal_with(data)
    elif "history" in data:  # of `state` or `lagged`
        catch_up(data["history"])
    elif event == "closed":
        print("closed:", data["reason"], file=sys.stderr)
    if event_id:
        remember(event=event_id)


def read():
    """Reads until the stream ends; answers how many seconds later to come back."""
    last = {"Last-Event-ID": place["event"]} if place["event"] else {}
    retry, fields = None, {}
    with urlopen(Request(f"{TOPIC}/events", headers={**KEY, **last}), timeout=SILENCE_SECONDS) as stream:
        for raw in stream:
            line = raw.decode().rstrip("\n")
            field, _, value = line.partition(":")
            if line and field == "retry":
                retry = int(value) / 1000
            elif line:
                fields[field] = value.removeprefix(" ")
            else:
                if "data" in fields:
                    received(fields.get("event", "message"), fields.get("id", ""), json.loads(fields["data"]))
                fields = {}
    return pause() if retry is None else retry


def is_for_now(refusal):
    """Whether the same request can succeed later."""
    return refusal.code == 429 or refusal.code >= 500


def pause(refusal=None):
    """What the server asks for, or one to three seconds."""
    asked = refusal.headers.get("Retry-After") if refusal else None
    return float(asked) if asked else 1 + 2 * random.random()


if PLACE and os.path.exists(PLACE):
    with open(PLACE, encoding="utf-8") as kept:
        place.update(json.load(kept))
while True:
    try:
        wait = read()
    except HTTPError as not_now:
        if not is_for_now(not_now) and not_now.code != 404:
            sys.exit("not let in: " + not_now.read().decode())
        wait = pause(not_now)
    except (OSError, HTTPException):
        wait = pause()
    time.sleep(wait)
