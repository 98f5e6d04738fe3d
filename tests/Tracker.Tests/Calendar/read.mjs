// Reads a calendar with a parser of others and says what it found, as JSON.
import ICAL from "ical.js";

let text = "";
for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
const calendar = new ICAL.Component(ICAL.parse(text));
console.log(JSON.stringify({
  name: calendar.getFirstPropertyValue("x-wr-calname"),
  version: calendar.getFirstPropertyValue("version"),
  components: calendar.getAllSubcomponents().length,
  events: calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component, { strictExceptions: true });
    return {
      uid: event.uid, sequence: event.sequence, summary: event.summary, description: event.description, location: event.location,
      start: event.startDate.toString(), end: event.endDate.toString(), wholeDays: event.startDate.isDate && event.endDate.isDate, days: event.duration.toSeconds() / 86400,
      status: component.getFirstPropertyValue("status"), url: component.getFirstPropertyValue("url"), stamp: component.getFirstPropertyValue("dtstamp").toString(),
      modified: component.getFirstPropertyValue("last-modified").toString(), categories: component.getFirstProperty("categories").getValues(),
    };
  }),
}));
