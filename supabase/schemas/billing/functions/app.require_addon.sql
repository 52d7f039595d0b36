-- Why credits of a kind cannot be spent now; errors, or nothing.
create function app.require_addon(p_addon public.addon_credits, p_credits integer, p_at timestamptz)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not p_addon.is_active or p_addon.expires_at <= p_at then
    raise sqlstate 'PT409' using message = 'addon_inactive', hint = 'Ask whoever runs the service.';
  elsif p_addon.balance < p_credits then
    raise sqlstate 'PT402' using message = 'insufficient_addon_credits',
      detail = jsonb_build_object('balance', p_addon.balance, 'needed', p_credits)::text, hint = 'Buy more.';
  elsif p_addon.daily_used + p_credits > p_addon.daily_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.daily_reset_at::text, hint = 'Tomorrow there are more.';
  elsif p_addon.hourly_used + p_credits > p_addon.hourly_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.hourly_reset_at::text, hint = 'Next hour there are more.';
  end if;
end;
$$;
revoke execute on function app.require_addon(public.addon_credits, integer, timestamptz) from public, anon, authenticated;
