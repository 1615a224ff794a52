package org.broadsheet.render;

/** Wraps what a section holds, by kind. */
final class Contents {
    private Contents() {}

    static View.ContentView of(View.Prose prose) {
        return new View.ContentView(prose, null, null, null, null, null, null, null, null, null);
    }

    static View.ContentView of(View.Items items) {
        return new View.ContentView(null, items, null, null, null, null, null, null, null, null);
    }

    static View.ContentView of(View.Talks talks) {
        return new View.ContentView(null, null, talks, null, null, null, null, null, null, null);
    }

    static View.ContentView of(View.People people) {
        return new View.ContentView(null, null, null, people, null, null, null, null, null, null);
    }

    static View.ContentView of(View.Photos photos) {
        return new View.ContentView(null, null, null, null, photos, null, null, null, null, null);
    }

    static View.ContentView of(View.Themes themes) {
        return new View.ContentView(null, null, null, null, null, themes, null, null, null, null);
    }

    static View.ContentView of(View.Events events) {
        return new View.ContentView(null, null, null, null, null, null, events, null, null, null);
    }

    static View.ContentView of(View.Releases releases) {
        return new View.ContentView(null, null, null, null, null, null, null, releases, null, null);
    }

    static View.ContentView of(View.Changes changes) {
        return new View.ContentView(null, null, null, null, null, null, null, null, changes, null);
    }

    static View.ContentView of(View.Charts charts) {
        return new View.ContentView(null, null, null, null, null, null, null, null, null, charts);
    }
}
