(function(){"use strict";
var boxes=document.querySelectorAll("input[type=checkbox]");
function on(name,value){var b=document.querySelector('input[name="'+name+'"][value="'+value+'"]');return !b||b.checked;}
function shown(e){return on("severity",e.dataset.severity)&&on("family",e.dataset.family)&&(e.dataset.waived!=="yes"||on("waived","yes"));}
function apply(){document.querySelectorAll("aside>div").forEach(function(card){var show=shown(card);
card.classList.toggle("hidden",!show);});
document.querySelectorAll("mark").forEach(function(m){var any=m.dataset.ids.split(" ").some(function(id){
var c=document.getElementById(id);return c&&!c.classList.contains("hidden");});m.classList.toggle("hidden",!any);});}
boxes.forEach(function(b){b.addEventListener("change",apply);});apply();
})();
