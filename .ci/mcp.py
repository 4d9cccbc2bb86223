"""`statecraft mcp` as the official Python client meets it: from two texts to a case without errors, and a client that lies.

Run with the program as the only argument; -P keeps this file from being taken for the package of its name:
    python -P .ci/mcp.py target/release/statecraft
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

REPORT = "The ferry crews will stop work if the night trips stay unpaid. The line wants no stop in summer.\n"
LETTER = "We shall pay for the nights only when the town shares the cost, the line's director writes.\n"


def wish(actor, wants, claim):
    return {"add": {"actor": actor, "wish": {"wants": wants, "claims": [claim]}}}


DRAFT = {
    "title": "Night trips",
    "question": "Will the crews stop work?",
    "as_of": "2024-05-16",
    "sources": [
        {"key": "report", "title": "A report", "text": "report.txt"},
        {"key": "letter", "title": "A letter", "text": "letter.txt"},
    ],
    "claims": [
        {"key": "stop", "source": "report", "quote": "will stop work if the night trips stay unpaid"},
        {"key": "summer", "source": "report", "quote": "The line wants no stop in summer"},
        {"key": "share", "source": "letter", "quote": "only when the town shares the cost"},
    ],
    "actors": [{"key": "crews", "name": "Crews"}, {"key": "line", "name": "Line"}],
    "options": [
        {"name": "crews.stop", "label": "Stop work", "claims": ["stop"]},
        {"name": "line.pay", "label": "Pay for the nights", "claims": ["share"]},
    ],
    "today_claims": ["share"],
    "edits": [
        wish("crews", "line.pay", "stop"),
        wish("crews", "crews.stop iff not line.pay", "stop"),
        wish("line", "not crews.stop", "summer"),
        wish("line", "not line.pay", "share"),
    ],
}


class Client:
    def __init__(self, session):
        self.session = session

    async def gives(self, tool, **arguments):
        result = await self.session.call_tool(tool, arguments)
        assert not result.isError, (tool, result.content[0].text)
        return result.structuredContent

    async def refuses(self, code, tool, **arguments):
        result = await self.session.call_tool(tool, arguments)
        assert result.isError, f"{tool} should have been refused: {str(arguments)[:200]}"
        assert result.structuredContent["code"] == code, result.structuredContent


async def with_client(program, folder, flags, talk):
    server = StdioServerParameters(command=program, args=["mcp", str(folder), *flags])
    async with stdio_client(server) as pipes, ClientSession(*pipes) as session:
        await session.initialize()
        await talk(Client(session), folder)


async def reads_only(client, folder):
    tools = {tool.name for tool in (await client.session.list_tools()).tools}
    assert {"open", "check", "show", "analyze", "explain", "compare", "brief", "impact", "score"} <= tools, tools
    assert not {"edit", "begin"} & tools, tools
    await client.refuses("read-only", "begin", **DRAFT)
    await client.refuses("read-only", "edit", version="", edits=[])
    assert not (folder / "case.toml").exists()


async def drafts(client, folder):
    opened = await client.gives("open")
    assert opened["texts"] == ["letter.txt", "report.txt"], opened
    assert (await client.gives("read", file="report.txt"))["words"] == REPORT
    lying = {**DRAFT, "claims": [{**DRAFT["claims"][0], "quote": "will never stop work"}, *DRAFT["claims"][1:]]}
    await client.refuses("quote", "begin", **lying)
    begun = await client.gives("begin", **DRAFT)
    assert begun["check"]["errors"] is False, begun
    assert (await client.gives("check"))["errors"] is False
    text = (folder / "case.toml").read_text()
    assert text.count("drafted_by") == 3, text
    await client.gives("brief")
    await client.gives("analyze", concepts=["nash"])


async def lies(client, folder):
    version = (await client.gives("open"))["case"]["version"]
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    claim = {"key": "lie", "source": "letter", "quote": "We shall never pay"}
    await client.refuses("edit", "edit", version=version, edits=[{"add_claim": claim}])
    half = {**claim, "quote": "ay for the nights"}
    await client.refuses("edit", "edit", version=version, edits=[{"add_claim": half}])
    await client.refuses("changed", "edit", version="0" * 64, edits=[])
    for path in ["../letter.txt", "/etc/hostname.txt", "sources/../../x.txt"]:
        await client.refuses("outside", "read", file=path)
        source = {"key": "out", "title": "Out", "text": path}
        await client.refuses("outside", "edit", version=version, edits=[{"add_source": source}])
    await client.refuses("outside", "begin", case="../elsewhere", **DRAFT)
    await client.refuses("too-large", "states", condition="x" * (1 << 20))
    await client.refuses("too-large", "edit", version=version, edits=[{"add_claim": {**claim, "quote": "We " * 300_000}}])
    assert before == sorted((path.name, path.read_bytes()) for path in folder.iterdir())


async def resources(client, folder):
    listed = {str(resource.uri) for resource in (await client.session.list_resources()).resources}
    assert "statecraft:glossary" in listed and "statecraft:file/case.toml" in listed, listed
    for uri in listed:
        assert (await client.session.read_resource(uri)).contents[0].text


async def main(program):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.txt").write_text(REPORT)
        (folder / "letter.txt").write_text(LETTER)
        await with_client(program, folder, [], reads_only)
        await with_client(program, folder, ["--write"], drafts)
        await with_client(program, folder, ["--write"], lies)
        await with_client(program, folder, [], resources)
    print("from two texts to a case; lies, ways out and giant inputs are refused")


asyncio.run(main(sys.argv[1]))
