//! The lines of a box along one axis, many at a time.
//!
//! A *bundle* is so many neighbouring lines, laid out row by row: a row has their values at one place of the axis. So whatever
//! is done to a line is done to all in step, many to one instruction, on any axis. And what has not changed since it was last
//! looked at need not be looked at again: for each few neighbouring points it is known which pass changed them last.

use crate::graph::Axis;

/// So many lines make a bundle.
pub(super) const WIDTH: usize = 32;

/// What the lines of a bundle have at one place.
pub(super) type Row<T> = [T; WIDTH];

/// All lines along an axis.
pub(super) struct Lines<'g> {
    axis: &'g Axis,
    count: usize,
    /// The first points of the first lines.
    starts: [usize; WIDTH],
}

/// Some neighbouring lines: how many, and the first points of the first and the last of them.
#[derive(Clone, Copy)]
pub(super) struct Bundle {
    at: usize,
    lines: usize,
    first: usize,
    last: usize,
}

/// When values were changed: for each [`WIDTH`] neighbouring points the last pass that did. All are new at first.
pub(super) struct ChangeLog {
    last: Vec<u32>,
    now: u32,
}

impl ChangeLog {
    pub(super) fn new(points: usize) -> ChangeLog {
        ChangeLog { last: vec![1; points.div_ceil(WIDTH)], now: 1 }
    }

    /// The next pass begins; its number.
    pub(super) fn next_pass(&mut self) -> u32 {
        self.now += 1;
        self.now
    }

    /// Whether some of the points of a row may have changed since a pass.
    pub(super) fn is_new(&self, row: usize, since: u32) -> bool {
        self.last[row] > since
    }

    /// Some of the points of a row change in this pass.
    pub(super) fn mark(&mut self, row: usize) {
        self.last[row] = self.now;
    }
}

impl Bundle {
    /// How many come before it.
    pub(super) fn index(self) -> usize {
        self.at
    }
}

impl<'g> Lines<'g> {
    /// The lines of a box of so many points.
    pub(super) fn new(axis: &'g Axis, points: usize) -> Lines<'g> {
        let mut lines = Lines { axis, count: points / axis.len, starts: [0; WIDTH] };
        lines.starts = std::array::from_fn(|line| lines.start(line));
        lines
    }

    /// All of them, in bundles.
    pub(super) fn bundles(&self) -> impl Iterator<Item = Bundle> {
        (0..self.count).step_by(WIDTH).map(|line| {
            let (lines, first) = (WIDTH.min(self.count - line), self.start(line));
            let last = if self.in_one_piece() { first + WIDTH - 1 } else { self.start(line + lines - 1) };
            Bundle { at: line / WIDTH, lines, first, last }
        })
    }

    /// The first point of a line.
    fn start(&self, line: usize) -> usize {
        line / self.axis.stride * self.axis.stride * self.axis.len + line % self.axis.stride
    }

    /// Whether each row is one piece of the box.
    fn in_one_piece(&self) -> bool {
        self.axis.stride.is_multiple_of(WIDTH)
    }

    /// The first points of the lines of a bundle; one that is not full has its first line again.
    fn starts(&self, bundle: Bundle) -> [usize; WIDTH] {
        if WIDTH.is_multiple_of(self.axis.stride) && bundle.lines == WIDTH {
            return self.starts.map(|start| bundle.first + start); // all bundles look alike
        }
        let start = |lane| self.start(bundle.at * WIDTH + lane);
        std::array::from_fn(|lane| if lane < bundle.lines { start(lane) } else { bundle.first })
    }

    /// Whether a bundle may have changed since a pass.
    pub(super) fn changed(&self, bundle: Bundle, changes: &ChangeLog, since: u32) -> bool {
        let Axis { len, stride, .. } = *self.axis;
        let Bundle { first, last, .. } = bundle;
        let (pieces, last) = if stride < WIDTH { (1, last + (len - 1) * stride) } else { (len, last) };
        let new = |piece: usize| {
            let (from, to) = (first + piece * stride, last + piece * stride);
            changes.last[from / WIDTH..=to / WIDTH].iter().any(|&last| last > since)
        };
        (0..pieces).any(new)
    }

    /// Lays a bundle out.
    pub(super) fn read<T: Copy>(&self, bundle: Bundle, values: &[T], rows: &mut Vec<Row<T>>) {
        let stride = self.axis.stride;
        rows.resize(self.axis.len, [values[0]; WIDTH]);
        if self.in_one_piece() {
            let pieces = values[bundle.first..].chunks(stride);
            rows.iter_mut().zip(pieces).for_each(|(row, piece)| row.copy_from_slice(&piece[..WIDTH]));
            return;
        }
        let starts = self.starts(bundle);
        for (at, row) in rows.iter_mut().enumerate() {
            row.iter_mut().zip(starts).for_each(|(value, start)| *value = values[start + at * stride]);
        }
    }

    /// Takes a bundle back.
    pub(super) fn write<T: Copy + PartialEq>(
        &self,
        bundle: Bundle,
        rows: &[Row<T>],
        values: &mut [T],
        changes: &mut ChangeLog,
    ) {
        let stride = self.axis.stride;
        if self.in_one_piece() {
            for (at, row) in rows.iter().enumerate() {
                let point = bundle.first + at * stride;
                let values = &mut values[point..][..WIDTH];
                if differ(values, row) {
                    values.copy_from_slice(row);
                    changes.last[point / WIDTH] = changes.now;
                }
            }
            return;
        }
        let starts = self.starts(bundle);
        for (at, row) in rows.iter().enumerate() {
            for (&value, start) in row.iter().zip(&starts[..bundle.lines]) {
                let point = start + at * stride;
                if values[point] != value {
                    values[point] = value;
                    changes.last[point / WIDTH] = changes.now;
                }
            }
        }
    }
}

/// Whether two rows differ; all of it is compared, in step.
pub(super) fn differ<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().zip(other).fold(false, |differ, (one, other)| differ | (one != other))
}
