-- Whoever changes something has seen it as it is: NULL for something new.
create function app.require_seen(p_seen_at timestamptz, p_updated_at timestamptz)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_seen_at is not null and p_seen_at is distinct from p_updated_at then
    raise sqlstate 'PT409' using message = 'changed_meanwhile', hint = 'Look at it again before you change it.';
  end if;
end;
$$;
revoke execute on function app.require_seen(timestamptz, timestamptz) from public, anon, authenticated;
