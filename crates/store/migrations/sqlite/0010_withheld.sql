-- Finding the photographs of what was taken down must not read every post.

CREATE INDEX posts_taken_down ON posts (author, id) WHERE reach = 'nobody';
