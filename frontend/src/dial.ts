/* The transfer clock's reckoning; the twin of web/clock.py, which draws it first. A browser test holds the two together. */

export type Phase = "is-open" | "is-closing" | "is-past" | "is-cold";

const DAY = 1440;
const DIAL = [
  [0, 0],
  [30, 180],
  [120, 270],
  [DAY, 360],
] as const;

/** Where a minute stands on the dial, clockwise from twelve. */
export function degree(minutes: number): number {
  for (let i = 1; i < DIAL.length; i++) {
    const [m0, d0] = DIAL[i - 1]!;
    const [m1, d1] = DIAL[i]!;
    if (minutes <= m1) return d0 + ((d1 - d0) * Math.max(0, minutes - m0)) / (m1 - m0);
  }
  return 360;
}

export function phaseOf(minutes: number, window: number): Phase {
  if (minutes < window * 0.8) return "is-open";
  if (minutes < window) return "is-closing";
  return minutes < DAY ? "is-past" : "is-cold";
}

function point(angle: number): string {
  const turned = (angle * Math.PI) / 180;
  return `${(12 + 8 * Math.sin(turned)).toFixed(2)} ${(12 - 8 * Math.cos(turned)).toFixed(2)}`;
}

export function handPath(phase: Phase, minutes: number): string {
  return phase === "is-cold" ? "M9 12h6" : `M12 12L${point(degree(minutes))}`;
}

export function wedgePath(phase: Phase, minutes: number, window: number): string {
  if (phase !== "is-open" && phase !== "is-closing") return "";
  const end = degree(window);
  const sweep = Math.min(Math.max(end - degree(minutes), 0.1), 359.9);
  return `M12 12L${point(end - sweep)}A8 8 0 ${sweep > 180 ? 1 : 0} 1 ${point(end)}Z`;
}

/** A span in its natural unit as [number, unit key] pairs; whole minutes are cut, never rounded up. */
export function pieces(minutes: number): [string, string][] {
  const whole = Math.floor(minutes);
  if (whole < 60) return [[String(whole), "minute"]];
  if (whole < DAY)
    return [
      [String(Math.floor(whole / 60)), "hour"],
      [String(whole % 60).padStart(2, "0"), "minute"],
    ];
  if (whole < 2 * DAY) return [[String(Math.floor(whole / 60)), "hour"]];
  return [[String(Math.floor(whole / DAY)), "day"]];
}

/** 7.7 -> "7:42" */
export function running(minutes: number): string {
  const seconds = Math.floor(minutes * 60);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
