create function public.decide_review(p_tenant_id uuid, p_id uuid, p_state text, p_reason text default null, p_reply text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.reviews;
  v_reply text := nullif(btrim(app.normalize_lines(p_reply)), '');
  v_reason text := app.trimmed(p_reason, 300);
begin
  perform app.require_stock_keeper(p_tenant_id);
  select * into v_row from public.reviews r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'review_not_found';
  elsif coalesce(p_state, '') not in ('published', 'rejected') or char_length(v_reply) > 1000 then
    raise sqlstate 'PT400' using message = 'invalid_review';
  elsif p_state = 'rejected' and v_reason is null then
    raise sqlstate 'PT400' using message = 'review_reason_required';
  elsif p_state = 'published' and not app.takes_reviews(p_tenant_id, v_row.product_id) then
    raise sqlstate 'PT409' using message = 'review_not_allowed',
      detail = array_to_string(app.profession_limits(p_tenant_id, 'reviews'), ', ');
  end if;
  update public.reviews r set state = p_state, reason = case when p_state = 'rejected' then v_reason end, reply = v_reply,
    replied_at = case when v_reply is null then null when v_reply is distinct from r.reply then now() else r.replied_at end,
    decided_by = auth.uid(), decided_at = now()
  where r.tenant_id = p_tenant_id and r.id = p_id
    and (r.state, r.reason, r.reply) is distinct from (p_state, case when p_state = 'rejected' then v_reason end, v_reply);
  if found then
    perform app.audit(p_tenant_id, 'review.decided', 'reviews', p_id::text, jsonb_build_object('state', v_row.state),
      jsonb_build_object('state', p_state), v_reason);
    perform app.broadcast(p_tenant_id, 'reviews', '{}');
  end if;
  return jsonb_build_object('id', p_id, 'state', p_state, 'reason', case when p_state = 'rejected' then v_reason end, 'reply', v_reply);
end;
$$;
comment on function public.decide_review(uuid, uuid, text, text, text) is
  'Caller: owner, admin and operator. Shows a review in the shop (p_state published) or not (rejected, with a reason), with the clinic''s reply or none; the buyer''s words stay as they are. {id, state, reason, reply}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 review_not_found, PT400 invalid_review, PT400 review_reason_required, PT409 review_not_allowed (detail: councils).';
revoke execute on function public.decide_review(uuid, uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.decide_review(uuid, uuid, text, text, text) to authenticated;
