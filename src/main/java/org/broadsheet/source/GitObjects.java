package org.broadsheet.source;

import java.io.IOException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Reads objects of a repository, but for those that are larger than any commit or folder: in place of holding such a one as a
 * whole it is given up. What is kept as a difference has its size looked at first, for JGit makes room for whatever it says.
 */
final class GitObjects extends ObjectReader.Filter {
    private static final int LARGEST = 8_000_000;
    private static final int DEEPEST_TAG = 10;

    private final ObjectReader objects;

    private GitObjects(ObjectReader objects) {
        this.objects = objects;
    }

    static ObjectReader of(Repository repository) {
        ObjectReader objects = repository.newObjectReader();
        objects.setStreamFileThreshold(LARGEST);
        return new GitObjects(objects);
    }

    /**
     * What a tag, or a tag of tags, is of. Whoever writes objects by hand may have one lead back to itself, for nobody looks whether
     * their names are right.
     *
     * @throws IOException when there are more of them than anybody makes
     */
    static RevObject peeled(RevWalk walk, RevObject object) throws IOException {
        RevObject target = object;
        for (int tags = 0; target instanceof RevTag tag; tags++) {
            if (tags == DEEPEST_TAG) {
                throw new IOException("a tag is of more than " + DEEPEST_TAG + " others");
            }
            walk.parseHeaders(tag);
            target = tag.getObject();
        }
        if (target instanceof RevCommit) {
            walk.parseHeaders(target);
        }
        return target;
    }

    @Override
    protected ObjectReader delegate() {
        return objects;
    }

    @Override
    public ObjectReader newReader() {
        ObjectReader other = objects.newReader();
        other.setStreamFileThreshold(LARGEST);
        return new GitObjects(other);
    }

    @Override
    public ObjectLoader open(AnyObjectId id) throws IOException {
        return open(id, OBJ_ANY);
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        if (objects.getObjectSize(id, type) > LARGEST) {
            throw new LargeObjectException(id.copy());
        }
        return objects.open(id, type);
    }
}
