package org.broadsheet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.broadsheet.cli.Approvals;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.ApprovalRequests;
import org.broadsheet.edition.FrontMatter;

/** As the schedules and the lists of a workspace say. */
record EditionPlans(Workbench bench) implements ApprovalRequests.Plans {
    @Override
    public Optional<Instant> due(String slug) {
        return bench.digestRuns().due(slug);
    }

    @Override
    public OptionalLong readers(FrontMatter front) {
        return bench.lists()
                .find(front.list())
                .map(list ->
                        OptionalLong.of(bench.census().of(list, front.segment()).reachable()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public List<String> changes(String slug) {
        return Approvals.changes(bench, slug);
    }
}
