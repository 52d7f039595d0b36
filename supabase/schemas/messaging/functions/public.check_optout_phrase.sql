create function public.check_optout_phrase(p_tenant_id uuid, p_phrase text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_wish record;
begin
  perform app.require_member(p_tenant_id);
  select w.effect, w.keyword into v_wish from app.opt_wish(p_tenant_id, left(p_phrase, 600)) w;
  return jsonb_build_object('effect', v_wish.effect, 'keyword', v_wish.keyword);
end;
$$;
comment on function public.check_optout_phrase(uuid, text) is
  'Caller: members. What a message of that text would do: {effect: opt_out, opt_in or null, keyword: the words that say so}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.check_optout_phrase(uuid, text) from public, anon, authenticated;
grant execute on function public.check_optout_phrase(uuid, text) to authenticated;
